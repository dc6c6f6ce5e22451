from django.db import migrations, models

from ._columns import AddFieldBefore


class Migration(migrations.Migration):
    dependencies = [
        ("movie", "0013_listing_index"),
    ]

    operations = [
        AddFieldBefore(
            model_name="movie",
            name="original_language",
            field=models.CharField(
                blank=True,
                help_text="by its letters, such as fr",
                max_length=8,
                verbose_name="original language",
            ),
            before="emb",
        ),
        AddFieldBefore(
            model_name="movie",
            name="countries",
            field=models.CharField(
                blank=True,
                help_text="by their letters, such as FR, BE",
                max_length=100,
                verbose_name="countries",
            ),
            before="emb",
        ),
    ]
