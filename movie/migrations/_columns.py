"""Adds columns to tables whose vectors have to stay the last column."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AddFieldBefore(migrations.AddField):
    """Adds a field that stands before another one, in the migrations' state and in SQLite's table.

    SQLite keeps a row's columns in order and what does not fit its page on further, overflow pages, each
    of which names the next: a column behind a vector can be reached only through all of the vector's
    pages. ALTER TABLE appends columns, so on SQLite the table is made anew, with rows, indexes and
    constraints, the way Django itself changes columns there; foreign keys to it hold, since they name the
    table and the rows keep their ids. Triggers go with the old table: movie.database.schema makes them
    after every `migrate`. On other databases the column is simply added.
    """

    def __init__(self, model_name: str, name: str, field: models.Field, before: str) -> None:
        super().__init__(model_name, name, field)
        self.before = before

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What makes the same operation again."""
        name, args, kwargs = super().deconstruct()
        return name, args, kwargs | {"before": self.before}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Columns of a table that is made anew stand in the order of the state's fields."""
        super().state_forwards(app_label, state)
        fields = state.models[app_label, self.model_name_lower].fields
        names = list(fields)
        for name in names[names.index(self.before) :]:
            if name != self.name:
                fields[name] = fields.pop(name)
        state.reload_model(app_label, self.model_name_lower)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self._remakes(schema_editor, model, create_field=model._meta.get_field(self.name)):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Not by SQLite's DROP COLUMN, which refuses a column that a trigger names."""
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self._remakes(schema_editor, model, delete_field=model._meta.get_field(self.name)):
            super().database_backwards(app_label, schema_editor, from_state, to_state)

    def _remakes(
        self, schema_editor: BaseDatabaseSchemaEditor, model: type[models.Model], **change: models.Field
    ) -> bool:
        """Make the table anew, with a field more or less, where that is the way to do it."""
        if schema_editor.connection.vendor != "sqlite":
            return False
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor._remake_table(model, **change)
        return True
