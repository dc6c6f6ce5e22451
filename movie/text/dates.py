"""The names of months and weekdays, in the order of the year and of the week."""

MESES = tuple(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
)
MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
