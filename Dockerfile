# podcheck with g++ to cross-check with, and git for --changed-since and diff. From a clone:
#   docker build -t podcheck .
#   docker run --rm -v "$PWD:/src" podcheck check src/message.cpp
FROM debian:13-slim

# Versions are those of the Debian release: pinned ones would be gone from its mirrors with the next security fix
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends g++ git python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*

COPY . /tmp/podcheck
RUN python3 -m venv /opt/podcheck \
    && /opt/podcheck/bin/pip install --no-cache-dir /tmp/podcheck \
    && ln -s /opt/podcheck/bin/podcheck /usr/local/bin/podcheck \
    && rm -rf /tmp/podcheck \
    && useradd --create-home --uid 1000 podcheck

USER 1000
WORKDIR /src
ENTRYPOINT ["podcheck"]
CMD ["--help"]
