# The API: one program on a small system, run by a user without rights.
# docker build -t innograph .

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /innograph .

FROM alpine:3.22
RUN adduser -S -D -H -u 10001 innograph && install -d -o innograph /data
COPY --from=build /innograph /usr/local/bin/innograph
USER innograph
# A store in a file lies here, so mount a volume here to keep it.
WORKDIR /data
ENV INNOGRAPH_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["innograph"]
