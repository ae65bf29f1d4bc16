# syntax=docker/dockerfile:1
# Runs without a shell, without root and on a read-only root file system; it writes to KAYRON_DATA and /tmp alone.
# docker build --build-arg SHA=$(git rev-parse HEAD) --build-arg TAG=v1.2.3 -t kayron .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What the restore reads, first: it is done again only when one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY Kayron.Core/Kayron.Core.csproj Kayron.Core/packages.lock.json Kayron.Core/
COPY Kayron.Sandbox/Kayron.Sandbox.csproj Kayron.Sandbox/packages.lock.json Kayron.Sandbox/
COPY Kayron.Web/Kayron.Web.csproj Kayron.Web/packages.lock.json Kayron.Web/
RUN dotnet restore Kayron.Web --locked-mode
COPY . .
ARG SHA=unknown
ARG TAG=unknown
ARG REPOSITORY=
# Without a runtime identifier the result runs on every architecture that the base image below has.
RUN dotnet publish Kayron.Web --no-restore --configuration Release -p:SHA=$SHA -p:TAG=$TAG -p:RepositoryUrl=$REPOSITORY -p:UseAppHost=false --output /app && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
# A volume that is made here gets this owner; one that is bound must be writable to him: 1654.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# Diagnostics would open a socket in /tmp for whoever can reach it.
ENV KAYRON_DATA=/data DOTNET_EnableDiagnostics=0
USER $APP_UID
WORKDIR /app
VOLUME /data
EXPOSE 7777
# No HEALTHCHECK: there is no shell or client in here, and who runs it asks from outside, GET /healthz (it serves) and /readyz (it does its work).
ENTRYPOINT ["dotnet", "/app/kayron.dll"]
