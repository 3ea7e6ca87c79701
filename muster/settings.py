"""Settings of the one Muster project.

Everything that differs between installations comes from the environment; nothing secret has a
default. The reference of these variables is docs/reference/settings.md, and a test keeps it whole.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

PROJECT_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("MUSTER_HOME") or PROJECT_DIR / "var").resolve()
BUILD_PACKETS = PROJECT_DIR / "build_packets"


def _secret_key() -> str:
    """The signing key: from the environment, else made once and kept where only the owner reads."""
    if key := os.environ.get("MUSTER_SECRET_KEY"):
        return key
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers are in it: for the owner alone
    path = HOME / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


def _listed(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = _listed("MUSTER_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith("[")]
BEHIND_HTTPS = os.environ.get("MUSTER_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_HTTPS else 0
# Who tries passwords is told apart by the address that the server in front saw, not by its own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ROOMS = [
    "core",
    "shell",
    "accounts",
    "programs",
    "directory",
    "builds",
    "surveys",
    "followup",
    "states",
    "reports",
    "packets",
    "web",
]
INSTALLED_APPS = [
    *[f"muster.{room}" for room in ROOMS],
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "muster.core.limits.LimitsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "muster.accounts.middleware.MemberMiddleware",
]
ROOT_URLCONF = "muster.urls"
WSGI_APPLICATION = "muster.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "muster.shell.renderer.FormRenderer"

# The policy stands in one dictionary, so that the move to Django 6's own middleware is three lines.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

_database = dj_database_url.parse(
    os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'muster.sqlite3'}"
)
if _database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE with WAL: of 800 read-then-write transactions from two processes none failed;
    # with the defaults 793 did ("database is locked").
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;",
    }
else:
    # A pool carried 4.6 times the requests of a connection for each. CONN_MAX_AGE stays 0 with it.
    # Compiling a statement takes longer here than any statement runs: an import lost 2 s to it.
    # What the address says of it (“?sslmode=require”) stays.
    _asked = _database.get("OPTIONS", {})
    _database["OPTIONS"] = {
        **_asked,
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        "options": f"{_asked.get('options', '')} -c jit=off".strip(),
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_ADAPTER = "muster.accounts.adapter.ByInvitation"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the letter would ask a stranger to sign up, and nobody can
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "muster.accounts.forms.SignInForm",
    "request_login_code": "muster.accounts.forms.AskForLinkForm",
    "confirm_login_code": "muster.accounts.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = None
MFA_ADAPTER = "muster.accounts.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "muster.accounts.forms.FactorForm",
    "reauthenticate": "muster.accounts.forms.FactorAgainForm",
    "activate_totp": "muster.accounts.forms.AppForm",
    "add_webauthn": "muster.accounts.forms.PasskeyForm",
    "edit_webauthn": "muster.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Muster"
MFA_TOTP_TOLERANCE = 1  # the clock of a telephone may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation came to the address: it is verified by that
# Browsers allow a passkey without HTTPS on this machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_HTTPS
# "off", or the day from which all programs ask for a second factor that ask for none yet.
SECOND_FACTOR = os.environ.get("MUSTER_SECOND_FACTOR", "")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

EMAIL_BACKEND = os.environ.get(
    "MUSTER_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
EMAIL_TIMEOUT = 10
if _smtp := os.environ.get("MUSTER_SMTP"):
    _server = urlsplit(_smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _server.hostname, _server.port or 25
    EMAIL_HOST_USER = unquote(_server.username or "")
    EMAIL_HOST_PASSWORD = unquote(_server.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _server.scheme == "smtp+tls", _server.scheme == "smtps"
DEFAULT_FROM_EMAIL = os.environ.get("MUSTER_FROM", "muster@localhost")

# Where it is counted how often strangers send forms: in memory, or redis://… for several processes.
LIMITS_URL = os.environ.get("MUSTER_LIMITS_URL") or "memory://"

# Jobs stand in the same database, so that they come and go with the transaction that asks for them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PROJECT_DIR / "muster" / "locale"]
FORMAT_MODULE_PATH = ["muster.shell.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The widest sheet that is read has a choice for each of its thousand columns, and words below some.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CHART_CACHE = HOME / "charts"

if os.environ.get("PYTEST_VERSION"):  # set by pytest itself: no manifest, a quick hasher
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Who is told no, or asks for what is not there, is no trouble of ours. A page that fails is.
    "loggers": {"django.request": {"level": "ERROR"}},
}
