from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("movie", "0008_embedding_profile")]

    operations = [migrations.RenameModel("Visit", "RateLimit")]
