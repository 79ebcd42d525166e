"""The JSON API: one OpenAPI document, a router per plugin."""

from ninja import NinjaAPI

from maillage.contributions import ApiRoutes
from maillage.plugin import contributions

api = NinjaAPI(title="Maillage", version="1", urls_namespace="api")
for routes in contributions(ApiRoutes):
    api.add_router(f"/{routes.prefix}/", routes.router())
