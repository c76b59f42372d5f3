"""The evidence pack: what a leaflet committee wants to know of one text, derived from data, as a PDF and as JSON."""
