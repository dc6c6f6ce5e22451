import django.core.validators
from django.db import migrations, models

from ._columns import AddFieldBefore


class Migration(migrations.Migration):

    dependencies = [
        ('movie', '0004_mappoint'),
    ]

    operations = [
        AddFieldBefore(
            model_name='movie',
            name='runtime',
            field=models.PositiveSmallIntegerField(blank=True, help_text='in minutes', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='running time'),
            before='emb',
        ),
    ]
