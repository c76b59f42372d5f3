"""The proof: English beside its translation, paragraph by paragraph, to be read and marked with a pen."""
