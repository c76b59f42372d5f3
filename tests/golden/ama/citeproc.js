// Writes citeproc.json: the sources of this folder as citeproc-js prints them. README.md says how it is called.
const fs = require("fs");
const CSL = require("citeproc");
const [style, locales, output] = process.argv.slice(2);

const items = JSON.parse(fs.readFileSync(`${__dirname}/sources.json`, "utf-8"));
const printed = {};
for (const locale of ["en-US", "es-ES"]) {
  const system = {
    retrieveLocale: (name) => fs.readFileSync(`${locales}/locales-${name}.xml`, "utf-8"),
    retrieveItem: (id) => items.find((item) => item.id === id),
  };
  const engine = new CSL.Engine(system, fs.readFileSync(style, "utf-8"), locale, true);
  engine.updateItems(items.map((item) => item.id));
  const [parameters, entries] = engine.makeBibliography();
  printed[locale] = {};
  entries.forEach((entry, place) => {
    const line = entry.replace(/<div class="csl-left-margin">.*?<\/div>/s, "")
      .replace(/<sup>a<\/sup>/g, "ª").replace(/<(?!\/?i>)[^>]*>/g, "").trim();
    printed[locale][parameters.entry_ids[place][0]] = line.replace(/&#38;/g, "&");
  });
}
fs.writeFileSync(output, JSON.stringify(printed, null, 2) + "\n");
