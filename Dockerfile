# The web server and the worker: one image, started with two commands (docker-compose.yml).

FROM python:3.11-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV=/opt/venv
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
COPY requirements.lock ./
COPY site site
COPY community community
COPY events events
COPY cartography cartography
COPY search search
# The lock pins every version and its hashes; development tools in it are not installed.
# Without --no-sources, the workspace would have our packages installed as links to this folder,
# which stays behind.
RUN --mount=type=cache,target=/root/.cache/uv uv venv "$VIRTUAL_ENV" \
    && uv pip install --no-sources --verify-hashes --constraints requirements.lock \
    ./site ./community ./events ./cartography ./search

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=maillage_site.settings.production \
    MAILLAGE_STATE_DIR=/var/lib/maillage MAILLAGE_BIND=0.0.0.0:8000
# What draws PDF files.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 maillage \
    && useradd --system --uid 10001 --gid maillage --home-dir /srv/maillage maillage \
    && install -d -o maillage -g maillage /srv/maillage /var/lib/maillage /var/lib/maillage/media /var/lib/maillage/removed
WORKDIR /srv/maillage
COPY --from=build /opt/venv /opt/venv
COPY manage.py ./
USER 10001:10001
# Style sheets and scripts, named after their content; no setting of production is needed.
RUN DJANGO_SETTINGS_MODULE=maillage_site.settings.base MAILLAGE_SECRET_KEY=for-this-step-only \
    python manage.py collectstatic --no-input
COPY deploy/gunicorn.conf.py deploy/outbox_is_on_time.py deploy/
VOLUME /var/lib/maillage/media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/sante/vivant', timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py"]
