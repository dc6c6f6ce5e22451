"""Static files under names that carry their content's hash, once `collectstatic` has run."""

from django.conf import settings
from django.utils.functional import cached_property
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed names; the plain name for a file that was never collected.

    Django's own manifest storage refuses to build the address of such a file, so that every page
    of a fresh checkout would fail until `collectstatic` has run.
    """

    manifest_strict = False
    # A script's `import` names the other script by its hash, too.
    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, worked out once: a page has eight, and no name changes while a site runs."""
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self._urls:
            self._urls[name] = super().url(name)
        return self._urls[name]

    @cached_property
    def _urls(self) -> dict[str | None, str]:
        return {}

    def hashed_name(self, name: str, content=None, filename: str | None = None) -> str:
        """The hashed name, or `name` itself where there is no such collected file."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
