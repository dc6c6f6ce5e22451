from django.db import migrations, models

from ._columns import AddFieldBefore


class Migration(migrations.Migration):
    dependencies = [
        ("movie", "0014_origins"),
    ]

    operations = [
        AddFieldBefore(
            model_name="movie",
            name="studios",
            field=models.TextField(
                blank=True,
                help_text="with commas between, such as Pixar, Walt Disney Pictures",
                verbose_name="studios",
            ),
            before="emb",
        ),
    ]
