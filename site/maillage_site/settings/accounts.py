"""Accounts: signing in, codes by mail, second factor, limits."""

from datetime import timedelta

AUTH_USER_MODEL = "maillage_accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "maillage_accounts:home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "maillage.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "maillage.accounts.forms.LoginForm",
    "signup": "maillage.accounts.forms.SignupForm",
    "request_login_code": "maillage.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "maillage.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "maillage.accounts.forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "maillage.accounts.forms.ConfirmPasswordResetCodeForm",
    "reset_password": "maillage.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "maillage.accounts.forms.NewPasswordForm",
    "change_password": "maillage.accounts.forms.ChangePasswordForm",
    "set_password": "maillage.accounts.forms.SetPasswordForm",
    "add_email": "maillage.accounts.forms.ChangeAddressForm",
    "reauthenticate": "maillage.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
# Codes, never links: a mail scanner that opens links cannot use a code up.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Wrong passwords for one account are axes' business, below: it says what to do next.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "maillage.accounts.forms.SecondFactorForm",
    "reauthenticate": "maillage.accounts.forms.ReauthenticateSecondFactorForm",
    "activate_totp": "maillage.accounts.forms.ActivateSecondFactorForm",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_CALLABLE = "maillage.accounts.lockout.address_tried"
AXES_CLIENT_IP_CALLABLE = "maillage.accounts.lockout.client_ip"
AXES_LOCKOUT_CALLABLE = "maillage.accounts.lockout.locked_out"

# The admin leaves passwords and addresses to "Mon espace".
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

# Wagtail offers every zone it finds, some of which browsers refuse: those of France are enough.
WAGTAIL_USER_TIME_ZONES = [
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/St_Barthelemy",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Indian/Kerguelen",
    "Pacific/Gambier",
    "Pacific/Marquesas",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]

# What may be uploaded: no SVG (it can hold scripts), nothing huge, documents of known kinds.
WAGTAILIMAGES_IMAGE_FORM_BASE = "maillage_site.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "doc",
    "docx",
    "ics",
    "mp3",
    "ods",
    "odp",
    "odt",
    "pdf",
    "ppt",
    "pptx",
    "txt",
    "vtt",
    "xls",
    "xlsx",
    "zip",
]
