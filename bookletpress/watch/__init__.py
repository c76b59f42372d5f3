"""The preview: a page on this computer that follows every save of a booklet, of its translation, of its styles."""
