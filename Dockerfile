# One image for every process of a house: which of them it is, the command says (docker-compose.yml).
FROM node:24-slim AS packages
WORKDIR /app
# Packages change less often than our own files: they are a layer of their own.
COPY package.json package-lock.json .npmrc ./
COPY schemas/package.json schemas/
COPY ledger/package.json ledger/
COPY certificates/package.json certificates/
COPY projections/package.json projections/
COPY allocator/package.json allocator/
COPY billing/package.json billing/
COPY webhooks/package.json webhooks/
COPY node-agent/package.json node-agent/
COPY api/package.json api/
COPY cli/package.json cli/
COPY portal/package.json portal/
COPY stack/package.json stack/
COPY software/guestbook/package.json software/guestbook/
COPY software/postgres/package.json software/postgres/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
COPY scripts/package.json scripts/
# What the programs of these workspaces need when they run, and nothing that only tests use.
RUN npm ci --omit=dev --include-workspace-root=false \
      --workspace=stack --workspace=node-agent --workspace=cli --workspace=software/guestbook \
  && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app ./
COPY schemas/ schemas/
COPY ledger/ ledger/
COPY certificates/ certificates/
COPY projections/ projections/
COPY allocator/ allocator/
COPY billing/ billing/
COPY webhooks/ webhooks/
COPY node-agent/ node-agent/
COPY api/ api/
COPY cli/ cli/
COPY portal/ portal/
COPY stack/ stack/
COPY software/ software/
# The PostgreSQL that the demonstration's computer installs from, at one place on every processor;
# and the folders that volumes are mounted on, so that they belong to the user that writes there.
RUN ln -s "$(node stack/src/postgres/main-binaries.ts)" /opt/postgresql \
  && install -d -o node -g node -m 0700 \
       /var/lib/partita/keep /var/lib/partita/shared /var/lib/partita/handed \
       /var/lib/partita/authority \
  && install -d -o node -g node -m 0711 /var/lib/partita/computer
USER node
# Signals are heard by the program itself; whoever runs an agent gives it an init (`init: true`),
# since services may outlive those who started them.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "stack/src/main-health.ts"]
CMD ["node", "stack/src/main-part.ts", "--help"]
