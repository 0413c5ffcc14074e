# syntax=docker/dockerfile:1
# The server as an image: built and run by the Node that the lock file brings, whatever the base images hold.
# Each base may be given as name:tag@sha256:… to pin it to the byte.
ARG BUILD_IMAGE=node:24.11.1-trixie-slim
ARG BASE_IMAGE=debian:13.1-slim

# npm comes from here and nothing else does.
FROM ${BUILD_IMAGE} AS build
WORKDIR /loggia
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY core/package.json core/
COPY plugins/package.json plugins/
COPY sdk/package.json sdk/
COPY server/package.json server/
COPY web/package.json web/
COPY cli/package.json cli/
COPY cli/create/package.json cli/create/
# No package of ours or of others needs to run anything when it is installed.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node -e "import('./scripts/run/web-app.mjs').then(app => process.exit(app.ensureWebApp() ? 0 : 1))" \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

# The repository with its tools: the source is mounted over it, and what is saved is reloaded.
FROM ${BUILD_IMAGE} AS dev
WORKDIR /loggia
ENV HOST=0.0.0.0 LOGGIA_DATA=/data
RUN install -d -o node -g node /data /loggia/node_modules
USER node
EXPOSE 3000
CMD ["npm", "run", "dev"]

FROM ${BASE_IMAGE} AS server
LABEL org.opencontainers.image.title="Loggia" \
  org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin loggia \
  && install -d -o loggia -g loggia -m 0700 /data /backups
WORKDIR /loggia
COPY --from=build /loggia/package.json ./
COPY --from=build /loggia/node_modules node_modules
COPY --from=build /loggia/db db
COPY --from=build /loggia/contract contract
COPY --from=build /loggia/core core
COPY --from=build /loggia/plugins plugins
COPY --from=build /loggia/sdk sdk
COPY --from=build /loggia/server server
COPY --from=build /loggia/cli cli
COPY --from=build /loggia/web/dist web/dist
COPY --from=build /loggia/deploy/is-ready.mjs deploy/is-ready.mjs
ENV PATH=/loggia/node_modules/.bin:$PATH \
  NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  LOGGIA_DATA=/data
# Nothing is written but in /data, and in /backups where LOGGIA_BACKUPS says so: the rest may be read-only.
VOLUME /data
USER 10001:10001
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["node", "deploy/is-ready.mjs"]
# SIGUSR1 would open Node's inspector; small semi-spaces keep an idle server small.
CMD ["node", "--disable-sigusr1", "--max-semi-space-size=16", "cli/src/main.ts", "start"]
