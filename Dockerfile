# The whole build needs the development packages; what runs does not.
FROM node:22-slim AS build
WORKDIR /app
COPY . .
# Installing also builds (package.json, "postinstall").
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/bin ./bin
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/examples ./examples
# Where the program keeps its own files, should it be run without DATABASE_URL.
RUN mkdir .drumbeat && chown node:node .drumbeat
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No npm and no shell in between: signals reach the program, which finishes what is in flight.
CMD ["node", "bin/drumbeat.js", "start"]
