"""The speech models of a village: named in a manifest, kept on a shelf, never in git."""

from voice_models.errors import FetchError, ManifestError, ModelMissing
from voice_models.shelf import locate

__all__ = ["FetchError", "ManifestError", "ModelMissing", "locate"]
