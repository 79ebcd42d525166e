"""Accounts: signing in, codes by mail, second factor, limits."""

AUTH_USER_MODEL = "maillage_accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
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
# docs/reference/limits.md says what each counts; ip: one IPv4 address, or 64 bits of IPv6.
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords: by mail address and browser or network. Wrong codes of the second factor: by
    # account. No part by ip: the right code of one account would clear it for the others.
    "login_failed": "5/15m/key,20/d/key",
    "login": "30/m/ip",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "reset_password_from_key": "20/m/ip",
    "manage_email": "10/m/user",
    "change_password": "10/15m/user,30/d/user",
    "reauthenticate": "10/m/user",
    # By mail address alone, a stranger would keep its owner from confirming it: see mailed_code.
    "confirm_email": None,
    # Ours: mails with a code by mail address and browser or network, then by mail address alone.
    "mailed_code": "5/15m/key,20/d/key",
    "mailed_code_to_address": "30/h/key,60/d/key",
    # Ours: codes typed for one code that was sent, whatever the number of requests at once.
    "mailed_code_typed": "3/15m/key",
    # Ours: mails about wrong codes of the second factor; counts forgiven to a new password.
    "second_factor_warning": "1/d/key",
    "second_factor_forgiven": "2/d/key",
    # Ours: invitations to a portal's team, by who sends them and by who receives them.
    "invitation": "20/h/key,60/d/key",
    "invitation_to_address": "3/d/key",
    # Ours: wrong passwords of one restricted page or collection, by network.
    "page_password": "20/15m/key",
}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "maillage.accounts.forms.SecondFactorForm",
    "reauthenticate": "maillage.accounts.forms.ReauthenticateSecondFactorForm",
    "activate_totp": "maillage.accounts.forms.ActivateSecondFactorForm",
}

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
WAGTAILIMAGES_IMAGE_FORM_BASE = "maillage_site.files.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "maillage_site.files.forms.DocumentForm"
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
