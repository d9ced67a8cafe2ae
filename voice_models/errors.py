"""What can go wrong with a model: three errors, each a sentence that says what to do."""


class ManifestError(Exception):
    """The manifest is not what it should be; the text names file, table and key."""


class TwoTongued(Exception):
    """An error told in Chinese and in English: cadres and maintainers both meet it."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")
        self.chinese = chinese
        self.english = english


class ModelMissing(TwoTongued):
    """The model is on no shelf of this machine, or what lies there is not whole."""


class FetchError(TwoTongued):
    """A source did not give the model. Whatever lay on the shelf before still lies there."""
