"""Every topic that the booklets have to cover, line by line, and the claims one of which must be cited for it.

A: a page of the American Cancer Society on new research. B: a machine-written answer about lorlatinib. C: what neither
treats. `home` is the booklet that must cover the line; others may too. A line without claims is answered by the part of
every edition that `part` names: the numbered sources, or what the colophon says about who has reviewed the text.
"""

from __future__ import annotations

from dataclasses import dataclass

RESEARCH, ALK, TREATMENTS = "neuroblastoma-research", "alk-inhibitors", "neuroblastoma-treatments"


@dataclass(frozen=True, slots=True)
class Topic:
    """`reader` is the audience that must find it; "" for a line that no family text may or needs to hold."""

    line: str
    about: str
    home: str
    claims: tuple[str, ...] = ()
    reader: str = "family"
    part: str = ""


TOPICS = (
    Topic(
        "A01",
        "A help line whose people answer questions about cancer and listen",
        RESEARCH,
        (
            "helpline-acs-phone-and-chat",
            "helpline-acs-topics",
        ),
    ),
    Topic(
        "A02",
        "Its number, open day and night, and its chat on weekdays",
        RESEARCH,
        ("helpline-acs-phone-and-chat",),
    ),
    Topic(
        "A03",
        "What a help line can be asked about",
        RESEARCH,
        (
            "helpline-acs-topics",
            "helpline-topics",
            "helpline-cis",
        ),
    ),
    Topic(
        "A04",
        "Questions about a child’s care go to the child’s doctor",
        RESEARCH,
        (
            "support-not-medical-advice",
            "helpline-not-emergency",
        ),
    ),
    Topic(
        "A05",
        "Research in many centers; what is known of the causes",
        RESEARCH,
        (
            "research-moves-everywhere",
            "disease-no-proven-outside-cause",
        ),
    ),
    Topic(
        "A06",
        "Sharper gene tests; what many changes do is unclear",
        RESEARCH,
        (
            "genes-better-tests",
            "genes-why-tested",
        ),
    ),
    Topic(
        "A07",
        "The ways in which a gene can change",
        RESEARCH,
        (
            "genes-ways-list",
            "genes-whole-chromosomes",
            "genes-segments",
        ),
    ),
    Topic(
        "A08",
        "Gene changes tell who needs less and who needs more treatment",
        RESEARCH,
        ("genes-why-tested",),
    ),
    Topic(
        "A09",
        "Gene changes in stage and risk group, and as leads to new medicines",
        RESEARCH,
        (
            "risk-what-goes-in",
            "tests-mycn-what",
            "targeted-match-actionable",
        ),
    ),
    Topic(
        "A10",
        "Single gene and chromosome changes under study",
        RESEARCH,
        (
            "genes-segments",
            "genes-mycn",
            "genes-11q",
            "genes-tert",
            "genes-alt-atrx",
            "genes-telomeres-plain",
            "genes-rarer",
            "genes-inherited-alk-phox2b",
            "alk-how-common",
        ),
    ),
    Topic(
        "A11",
        "Survival has improved; high risk is behind",
        RESEARCH,
        (
            "disease-survival-has-improved",
            "disease-high-risk-does-less-well",
            "risk-survival-by-group-us",
        ),
    ),
    Topic(
        "A12",
        "Trials for high risk look for the best mix of treatments",
        RESEARCH,
        (
            "trial-high-risk-aims",
            "chemo-search-for-combinations",
            "antibody-earlier-in-treatment",
        ),
    ),
    Topic(
        "A13",
        "Trials for low and intermediate risk: less treatment, same result",
        RESEARCH,
        (
            "chemo-less-treatment-goal",
            "chemo-intermediate-less-works",
            "observation-cog-result",
        ),
    ),
    Topic(
        "A14",
        "The search for better mixes of chemotherapy",
        RESEARCH,
        (
            "chemo-search-for-combinations",
            "chemo-induction-drugs-us",
            "chemo-induction-europe",
        ),
    ),
    Topic(
        "A15",
        "Corrected: topotecan, irinotecan, and temozolomide are in use",
        RESEARCH,
        (
            "chemo-topotecan-irinotecan-temozolomide-today",
            "chemo-induction-drugs-us",
        ),
    ),
    Topic(
        "A16",
        "Some children may need less chemotherapy, or none",
        RESEARCH,
        (
            "chemo-less-treatment-goal",
            "chemo-low-risk-only-if-needed",
            "observation-what-it-is",
        ),
    ),
    Topic(
        "A17",
        "High-dose chemotherapy with stem cells, in different mixes",
        RESEARCH,
        (
            "transplant-what-it-is",
            "transplant-two-courses-us",
            "transplant-tandem-result",
            "transplant-single-bumel-europe",
            "transplant-mibg-before",
        ),
    ),
    Topic(
        "A18",
        "Radiation, retinoids, and immunotherapy as parts of the mix",
        RESEARCH,
        (
            "radiation-high-risk-standard",
            "retinoid-part-of-post-consolidation",
            "chemo-high-risk-three-phases",
        ),
    ),
    Topic(
        "A19",
        "Corrected: isotretinoin alone is not proven",
        RESEARCH,
        (
            "retinoid-alone-not-proven",
            "retinoid-plain-limits",
            "retinoid-what",
        ),
    ),
    Topic(
        "A20",
        "Mixes with a retinoid, in trials",
        RESEARCH,
        ("retinoid-combinations-studied",),
    ),
    Topic(
        "A21",
        "What a targeted medicine is",
        RESEARCH,
        (
            "targeted-what",
            "targeted-none-approved",
        ),
    ),
    Topic(
        "A22",
        "ALK changes; what crizotinib is approved for",
        RESEARCH,
        (
            "alk-what",
            "crizotinib-approved-uses",
        ),
    ),
    Topic(
        "A23",
        "Corrected: first treatment tests lorlatinib, no longer crizotinib",
        RESEARCH,
        (
            "crizotinib-no-longer-upfront",
            "crizotinib-result",
            "anbl1531-alk-not-random",
        ),
    ),
    Topic(
        "A24",
        "Lorlatinib and ceritinib",
        RESEARCH,
        (
            "lorlatinib-trial-response",
            "lorlatinib-plain-benefit",
            "ceritinib-result",
        ),
    ),
    Topic(
        "A25",
        "Aurora A; LY3295668 erbumine",
        RESEARCH,
        (
            "aurora-what",
            "aurora-ly3295668",
            "aurora-alisertib",
        ),
    ),
    Topic(
        "A26",
        "Sorafenib, dasatinib, vorinostat",
        RESEARCH,
        (
            "targeted-sorafenib",
            "targeted-dasatinib-rist",
            "targeted-vorinostat",
            "mibg-randomized-three-arms",
        ),
    ),
    Topic(
        "A27",
        "Other targeted medicines in study",
        RESEARCH,
        (
            "targeted-match-actionable",
            "targeted-none-approved",
        ),
    ),
    Topic(
        "A28",
        "What immunotherapy is",
        RESEARCH,
        (
            "gd2-immunotherapy-plain",
            "gd2-what",
        ),
    ),
    Topic(
        "A29",
        "Dinutuximab and naxitamab in the United States",
        RESEARCH,
        (
            "dinutuximab-us-approval",
            "naxitamab-us-approval",
            "dinutuximab-boxed-warning",
            "naxitamab-warnings",
            "antibody-family-notice",
        ),
    ),
    Topic(
        "A30",
        "Corrected: when each of the two is given",
        RESEARCH,
        (
            "dinutuximab-when-given",
            "naxitamab-us-approval",
            "naxitamab-not-routine-after-transplant",
        ),
    ),
    Topic(
        "A31",
        "Antibodies earlier in treatment",
        RESEARCH,
        ("antibody-earlier-in-treatment",),
    ),
    Topic(
        "A32",
        "Updated: hu14.18K322A",
        RESEARCH,
        (
            "hu1418k322a-result",
            "hu1418k322a-plain",
        ),
    ),
    Topic(
        "A33",
        "Dinutuximab beta in Europe",
        RESEARCH,
        ("dinutuximab-beta-eu",),
    ),
    Topic(
        "A34",
        "Treatment vaccines",
        RESEARCH,
        (
            "vaccine-idea",
            "vaccine-gd2-gd3",
            "vaccine-early-stage",
            "vaccine-effects",
        ),
    ),
    Topic(
        "A35",
        "How CAR T cells are made and work",
        RESEARCH,
        ("cart-how",),
    ),
    Topic(
        "A36",
        "Updated: CAR T cells against GD2",
        RESEARCH,
        (
            "cart-gd2-result",
            "cart-trial-only",
            "cart-unknowns",
            "cart-family-notice",
        ),
    ),
    Topic(
        "A37",
        "Other early immunotherapies; ask the team",
        RESEARCH,
        (
            "other-immunotherapies-early",
            "trial-questions",
        ),
    ),
    Topic(
        "A38",
        "Eflornithine, which the source does not name",
        RESEARCH,
        (
            "eflornithine-us-approval",
            "eflornithine-evidence-plain",
            "eflornithine-effects",
        ),
    ),
    Topic("A39", "A list of sources tied to no statement: ours are numbered", "", part="sources"),
    Topic("A40", "Who wrote it, when, in which languages", "", part="about"),
    Topic(
        "B01",
        "Corrected: lorlatinib and crizotinib are two medicines",
        ALK,
        ("lorlatinib-is-not-crizotinib",),
    ),
    Topic(
        "B02",
        "Corrected: how often lorlatinib helped",
        ALK,
        (
            "lorlatinib-trial-response",
            "lorlatinib-plain-benefit",
            "lorlatinib-with-chemo",
        ),
    ),
    Topic(
        "B03",
        "Corrected: it is not the established first treatment",
        ALK,
        (
            "lorlatinib-not-first-line",
            "lorlatinib-not-approved-for-neuroblastoma",
        ),
    ),
    Topic(
        "B04",
        "Corrected: the praised study of 2024 has five patients",
        ALK,
        ("lorlatinib-five-patient-series",),
    ),
    Topic(
        "B05",
        "Responses of up to about five years",
        ALK,
        ("lorlatinib-five-patient-series",),
    ),
    Topic(
        "B06",
        "Softened: tumor DNA in the blood",
        ALK,
        (
            "tests-ctdna-what",
            "tests-ctdna-limits",
            "lorlatinib-resistance",
        ),
    ),
    Topic(
        "B07",
        "Partly unproven: which kinds of ALK change",
        ALK,
        (
            "alk-how-common",
            "alk-rearrangement-unproven",
        ),
        reader="",
    ),
    Topic(
        "B08",
        "Corrected: how the dose is set",
        ALK,
        ("lorlatinib-dose-correction",),
        reader="",
    ),
    Topic(
        "B09",
        "Not verified: how long it is taken",
        ALK,
        ("lorlatinib-how-long",),
        reader="",
    ),
    Topic(
        "B10",
        "Not verified: how well it reaches the brain",
        ALK,
        ("lorlatinib-brain-entry",),
    ),
    Topic(
        "B11",
        "Completed: side effects",
        ALK,
        (
            "lorlatinib-effects-measured",
            "lorlatinib-family-notice",
        ),
    ),
    Topic(
        "B12",
        "Checks while taking it",
        ALK,
        (
            "lorlatinib-family-notice",
            "lorlatinib-effects-measured",
        ),
    ),
    Topic(
        "B13",
        "The ALK test comes first",
        ALK,
        ("tests-alk-test-comes-first",),
    ),
    Topic(
        "B14",
        "A review that was claimed; what such an answer is worth",
        ALK,
        (
            "support-check-online-answers",
            "support-not-medical-advice",
        ),
    ),
    Topic("B15", "Numbers with no list of sources: ours lead to one", "", part="sources"),
    Topic("B16", "Steps of a review: only what has happened", "", part="about"),
    Topic(
        "C01",
        "Basics of the disease",
        TREATMENTS,
        (
            "disease-starts-in-young-nerve-cells",
            "disease-often-spread-when-found",
            "disease-behaves-in-many-ways",
        ),
    ),
    Topic(
        "C02",
        "Tests",
        TREATMENTS,
        (
            "tests-mibg-scan-what-it-shows",
            "tests-scans-and-marrow",
            "tests-biopsy-why",
            "tests-urine-markers",
        ),
    ),
    Topic(
        "C03",
        "Stages and risk groups",
        TREATMENTS,
        (
            "stage-l1",
            "stage-l2",
            "stage-m",
            "stage-ms",
            "risk-group-decides-treatment",
        ),
    ),
    Topic(
        "C04",
        "Surgery",
        TREATMENTS,
        (
            "surgery-low-risk-main-treatment",
            "surgery-l2-biopsy-first",
            "surgery-high-risk-timing",
        ),
    ),
    Topic(
        "C05",
        "Radiation",
        TREATMENTS,
        (
            "radiation-high-risk-standard",
            "radiation-family-notice",
            "radiation-small-children-sleep",
        ),
    ),
    Topic(
        "C06",
        "MIBG treatment",
        TREATMENTS,
        (
            "mibg-treatment-how",
            "mibg-use-at-relapse",
            "mibg-family-notice",
        ),
    ),
    Topic(
        "C07",
        "Relapse",
        TREATMENTS,
        (
            "relapse-words",
            "relapse-high-risk-no-standard",
            "relapse-low-intermediate",
        ),
    ),
    Topic(
        "C08",
        "Follow-up",
        TREATMENTS,
        (
            "followup-what",
            "followup-tell-early",
            "followup-keep-summary",
        ),
    ),
    Topic(
        "C09",
        "Late effects",
        TREATMENTS,
        (
            "late-what",
            "late-hearing-plain",
            "late-yearly-visit",
        ),
    ),
    Topic(
        "C10",
        "Support for the family",
        TREATMENTS,
        (
            "support-team",
            "support-siblings-parents",
            "support-second-opinion",
        ),
    ),
    Topic(
        "C11",
        "Side effects, and when to call",
        TREATMENTS,
        (
            "chemo-fever-call-now",
            "chemo-infection-signs",
            "chemo-family-notice",
        ),
    ),
    Topic(
        "C12",
        "Open questions",
        RESEARCH,
        (
            "mibg-upfront-unknown",
            "eflornithine-eu-unknown",
            "cart-unknowns",
            "late-new-drugs-unknown",
            "aurora-ly3295668",
        ),
    ),
)

SUBJECTS: dict[str, tuple[str, ...]] = {
    "main-points": (
        "disease-no-proven-outside-cause",
        "risk-group-decides-treatment",
        "chemo-fever-call-now",
        "chemo-no-fever-medicine-first",
        "disease-leg-weakness-is-emergency",
    ),
    "start-here": (
        "risk-group-decides-treatment",
        "support-not-medical-advice",
    ),
    "what-it-is": (
        "disease-starts-in-young-nerve-cells",
        "disease-no-proven-outside-cause",
        "disease-common-signs",
        "disease-leg-weakness-is-emergency",
    ),
    "tests": (
        "tests-urine-markers",
        "tests-mibg-scan-what-it-shows",
        "tests-mibg-scan-is-not-mibg-treatment",
        "tests-scans-and-marrow",
        "tests-biopsy-why",
    ),
    "gene-tests": (
        "genes-why-tested",
        "tests-mycn-what",
        "tests-genetic-counseling",
    ),
    "stage-and-risk": (
        "stage-l1",
        "stage-l2",
        "stage-m",
        "stage-ms",
        "risk-what-goes-in",
        "risk-group-decides-treatment",
    ),
    "watching": (
        "observation-what-it-is",
        "observation-ms-no-single-plan",
        "observation-ms-baby-liver",
        "helpline-not-emergency",
    ),
    "surgery": (
        "surgery-low-risk-main-treatment",
        "surgery-l2-biopsy-first",
        "surgery-high-risk-timing",
        "chemo-fever-call-now",
    ),
    "chemotherapy": (
        "chemo-low-risk-only-if-needed",
        "chemo-intermediate-drugs",
        "chemo-high-risk-three-phases",
        "chemo-cisplatin-hearing",
        "chemo-doxorubicin-heart",
        "chemo-infection-prevention",
        "chemo-fever-call-now",
        "chemo-no-fever-medicine-first",
    ),
    "when-to-call": (
        "chemo-fever-call-now",
        "chemo-no-fever-medicine-first",
        "chemo-infection-signs",
        "chemo-bleeding-signs",
        "disease-leg-weakness-is-emergency",
        "support-line-care",
        "helpline-not-emergency",
    ),
    "stem-cell-rescue": (
        "transplant-what-it-is",
        "transplant-collecting-cells",
        "transplant-own-cells-not-donor",
        "transplant-two-courses-us",
        "transplant-single-bumel-europe",
        "transplant-ask-fertility",
        "chemo-fever-call-now",
    ),
    "radiation": (
        "radiation-high-risk-standard",
        "radiation-family-notice",
        "radiation-babies-late-harm",
    ),
    "mibg-treatment": (
        "mibg-treatment-how",
        "mibg-use-at-relapse",
        "mibg-family-isolation",
        "mibg-family-notice",
        "mibg-thyroid-problems",
        "tests-mibg-scan-is-not-mibg-treatment",
    ),
    "antibodies": (
        "gd2-what",
        "dinutuximab-us-approval",
        "dinutuximab-when-given",
        "dinutuximab-boxed-warning",
        "dinutuximab-pain-plan",
        "dinutuximab-beta-eu",
        "antibody-family-notice",
    ),
    "isotretinoin-eflornithine": (
        "retinoid-plain-limits",
        "retinoid-common-effects",
        "retinoid-pregnancy-danger",
        "eflornithine-us-approval",
        "eflornithine-evidence-plain",
        "eflornithine-effects",
        "eflornithine-cream-mix-up",
    ),
    "alk-and-trials": (
        "tests-alk-test-comes-first",
        "lorlatinib-not-approved-for-neuroblastoma",
        "lorlatinib-plain-benefit",
        "lorlatinib-family-notice",
        "crizotinib-no-longer-upfront",
        "trial-what",
        "trial-phase-3",
        "trial-not-everywhere",
    ),
    "relapse": (
        "relapse-words",
        "relapse-low-intermediate",
        "relapse-high-risk-no-standard",
        "naxitamab-us-approval",
        "naxitamab-warnings",
        "relapse-palliative-alongside",
    ),
    "after-treatment": (
        "followup-what",
        "followup-tell-early",
        "late-what",
        "late-hearing-plain",
        "late-hormones",
        "late-second-cancers",
        "late-yearly-visit",
        "disease-leg-weakness-is-emergency",
    ),
    "your-family": (
        "support-team",
        "support-second-opinion",
        "support-talk-to-child",
        "support-siblings-parents",
    ),
    "risk-criteria": (
        "risk-high-cog",
        "risk-low-and-intermediate-cog",
        "risk-survival-by-group-us",
        "relapse-survival",
        "tests-checks-for-inherited-risk",
    ),
    "trial-evidence": (
        "observation-cog-result",
        "chemo-intermediate-less-works",
        "surgery-how-much-is-enough",
        "transplant-tandem-result",
        "retinoid-alone-not-proven",
        "dinutuximab-anbl0032",
        "eflornithine-evidence",
        "relapse-chemoimmunotherapy-result",
        "mibg-randomized-three-arms",
    ),
    "status-and-surveillance": (
        "dinutuximab-il2-dropped",
        "naxitamab-us-approval",
        "eflornithine-switzerland",
        "late-hearing",
        "mibg-second-cancer-risk",
    ),
}
"""Sections of the treatment booklet, and the claims all of which each must cite: warnings, limits, what it is."""
