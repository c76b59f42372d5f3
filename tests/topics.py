"""Every topic a booklet has to cover, and the claims one of which it must cite for it."""

from __future__ import annotations

TOPICS: dict[str, tuple[str, ...]] = {
    "A01": (
        "helpline-acs-phone-and-chat",
        "helpline-acs-topics",
    ),
    "A02": ("helpline-acs-phone-and-chat",),
    "A03": (
        "helpline-acs-topics",
        "helpline-topics",
        "helpline-cis",
    ),
    "A04": (
        "support-not-medical-advice",
        "helpline-not-emergency",
    ),
    "A05": (
        "research-moves-everywhere",
        "disease-no-proven-outside-cause",
    ),
    "A06": (
        "genes-better-tests",
        "genes-why-tested",
    ),
    "A07": (
        "genes-ways-list",
        "genes-whole-chromosomes",
        "genes-segments",
    ),
    "A08": ("genes-why-tested",),
    "A09": (
        "risk-what-goes-in",
        "tests-mycn-what",
        "targeted-match-actionable",
    ),
    "A10": (
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
    "A11": (
        "disease-survival-has-improved",
        "disease-high-risk-does-less-well",
        "risk-survival-by-group-us",
    ),
    "A12": (
        "trial-high-risk-aims",
        "chemo-search-for-combinations",
        "antibody-earlier-in-treatment",
    ),
    "A13": (
        "chemo-less-treatment-goal",
        "chemo-intermediate-less-works",
        "observation-cog-result",
    ),
    "A14": (
        "chemo-search-for-combinations",
        "chemo-induction-drugs-us",
        "chemo-induction-europe",
    ),
    "A15": (
        "chemo-topotecan-irinotecan-temozolomide-today",
        "chemo-induction-drugs-us",
    ),
    "A16": (
        "chemo-less-treatment-goal",
        "chemo-low-risk-only-if-needed",
        "observation-what-it-is",
    ),
    "A17": (
        "transplant-what-it-is",
        "transplant-two-courses-us",
        "transplant-tandem-result",
        "transplant-single-bumel-europe",
        "transplant-mibg-before",
    ),
    "A18": (
        "radiation-high-risk-standard",
        "retinoid-part-of-post-consolidation",
        "chemo-high-risk-three-phases",
    ),
    "A19": (
        "retinoid-alone-not-proven",
        "retinoid-plain-limits",
        "retinoid-what",
    ),
    "A20": ("retinoid-combinations-studied",),
    "A21": (
        "targeted-what",
        "targeted-none-approved",
    ),
    "A22": (
        "alk-what",
        "crizotinib-approved-uses",
    ),
    "A23": (
        "crizotinib-no-longer-upfront",
        "crizotinib-result",
        "anbl1531-alk-not-random",
    ),
    "A24": (
        "lorlatinib-trial-response",
        "lorlatinib-plain-benefit",
        "ceritinib-result",
    ),
    "A25": (
        "aurora-what",
        "aurora-ly3295668",
        "aurora-alisertib",
    ),
    "A26": (
        "targeted-sorafenib",
        "targeted-dasatinib-rist",
        "targeted-vorinostat",
        "mibg-randomized-three-arms",
    ),
    "A27": (
        "targeted-match-actionable",
        "targeted-none-approved",
    ),
    "A28": (
        "gd2-immunotherapy-plain",
        "gd2-what",
    ),
    "A29": (
        "dinutuximab-us-approval",
        "naxitamab-us-approval",
        "dinutuximab-boxed-warning",
        "naxitamab-warnings",
        "antibody-family-notice",
    ),
    "A30": (
        "dinutuximab-when-given",
        "naxitamab-us-approval",
        "naxitamab-not-routine-after-transplant",
    ),
    "A31": ("antibody-earlier-in-treatment",),
    "A32": (
        "hu1418k322a-result",
        "hu1418k322a-plain",
    ),
    "A33": ("dinutuximab-beta-eu",),
    "A34": (
        "vaccine-idea",
        "vaccine-gd2-gd3",
        "vaccine-early-stage",
        "vaccine-effects",
    ),
    "A35": ("cart-how",),
    "A36": (
        "cart-gd2-result",
        "cart-trial-only",
        "cart-unknowns",
        "cart-family-notice",
    ),
    "A37": (
        "other-immunotherapies-early",
        "trial-questions",
    ),
    "A38": (
        "eflornithine-us-approval",
        "eflornithine-evidence-plain",
        "eflornithine-effects",
    ),
}

ALK_TOPICS: dict[str, tuple[str, ...]] = {
    "B01": ("lorlatinib-is-not-crizotinib",),
    "B02": (
        "lorlatinib-trial-response",
        "lorlatinib-plain-benefit",
        "lorlatinib-with-chemo",
    ),
    "B03": (
        "lorlatinib-not-first-line",
        "lorlatinib-not-approved-for-neuroblastoma",
    ),
    "B04": ("lorlatinib-five-patient-series",),
    "B05": ("lorlatinib-five-patient-series",),
    "B06": (
        "tests-ctdna-what",
        "tests-ctdna-limits",
        "lorlatinib-resistance",
    ),
    "B07": (
        "alk-how-common",
        "alk-rearrangement-unproven",
    ),
    "B08": ("lorlatinib-dose-correction",),
    "B09": ("lorlatinib-how-long",),
    "B10": ("lorlatinib-brain-entry",),
    "B11": (
        "lorlatinib-effects-measured",
        "lorlatinib-family-notice",
    ),
    "B12": (
        "lorlatinib-family-notice",
        "lorlatinib-effects-measured",
    ),
    "B13": ("tests-alk-test-comes-first",),
    "B14": (
        "support-check-online-answers",
        "support-not-medical-advice",
    ),
}

BY_BOOKLET = {"neuroblastoma-research": TOPICS, "alk-inhibitors": ALK_TOPICS}
