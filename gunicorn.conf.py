"""What gunicorn reads where it is started: the log of requests, if one is kept, holds no token."""

logger_class = "scaleup.core.access_log.Logger"
