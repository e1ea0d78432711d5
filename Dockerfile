# One image for both processes: `npm start` is the web process, `npm run worker` a worker.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# The package's own script generates Prisma's client, so what that reads is there before the packages.
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
COPY app/shell/db ./app/shell/db
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && npx --no-install prisma generate

FROM node:24-bookworm-slim
# pg_dump and psql for the nightly back-up and for `shopbell restore`; tini hands SIGTERM on, so that work ends in order.
RUN apt-get update \
  && apt-get install -y --no-install-recommends postgresql-client tini openssl \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY --from=build --chown=node:node /app ./
RUN mkdir -p /data && chown node:node /data
USER node
EXPOSE 3000
ENTRYPOINT ["tini", "--"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=64", "bin/start.ts"]
