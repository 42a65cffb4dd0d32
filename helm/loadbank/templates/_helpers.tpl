{{- define "loadbank.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* 52 characters at most: the label of a revision adds 11 to it, and 63 are allowed. */}}
{{- define "loadbank.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "loadbank.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "loadbank.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "loadbank.headless" -}}
{{- printf "%s-headless" (include "loadbank.fullname" .) -}}
{{- end -}}

{{- define "loadbank.selector" -}}
app.kubernetes.io/name: {{ include "loadbank.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels in reserve come after the user's own, so that selectors always match. */}}
{{- define "loadbank.labels" -}}
{{- $own := dict
  "app.kubernetes.io/name" (include "loadbank.name" .)
  "app.kubernetes.io/instance" .Release.Name
  "app.kubernetes.io/version" (.Chart.AppVersion | toString)
  "app.kubernetes.io/managed-by" .Release.Service
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") -}}
{{- toYaml (mergeOverwrite (deepCopy .Values.labels) $own) -}}
{{- end -}}

{{- define "loadbank.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "loadbank.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "loadbank.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What a request may be addressed to: a port-forward, the pod, the Services, and what the user adds. */}}
{{- define "loadbank.allowedHosts" -}}
{{- $service := include "loadbank.fullname" . -}}
{{- $headless := include "loadbank.headless" . -}}
{{- $hosts := list "localhost" "127.0.0.1" "[::1]" "$(POD_IP)" "[$(POD_IP)]" -}}
{{- range list $service (printf "$(POD_NAME).%s" $headless) -}}
{{- $hosts = concat $hosts (list . (printf "%s.%s" . $.Release.Namespace) (printf "%s.%s.svc" . $.Release.Namespace) (printf "%s.%s.svc.cluster.local" . $.Release.Namespace)) -}}
{{- end -}}
{{- concat $hosts .Values.allowedHosts | uniq | join "," -}}
{{- end -}}

{{/* PodSecurity "restricted", for a pod and for a container. */}}
{{- define "loadbank.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.security.runAsUser }}
runAsUser: {{ int64 . }}
{{- end }}
{{- with .Values.security.runAsGroup }}
runAsGroup: {{ int64 . }}
{{- end }}
{{- with .Values.security.fsGroup }}
fsGroup: {{ int64 . }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- with .Values.security.sysctls }}
sysctls:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "loadbank.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Everything that cannot be, in one message: a setting that the chart sets itself is overruled in silence otherwise. */}}
{{- define "loadbank.problems" -}}
{{- $problems := list -}}
{{- $server := dict -}}{{- $loadbank := dict -}}{{- $api := dict -}}{{- $store := dict -}}
{{- with .Values.settings.server }}{{- $server = . -}}{{- end -}}
{{- with .Values.settings.loadbank }}{{- $loadbank = . -}}{{- end -}}
{{- with $loadbank.api }}{{- $api = . -}}{{- end -}}
{{- with $loadbank.store }}{{- $store = . -}}{{- end -}}
{{- range list "address" "port" -}}
{{- if hasKey $server . }}{{- $problems = append $problems (printf "settings.server.%s: the image listens on 0.0.0.0:6565; the Service's port is service.port" .) -}}{{- end -}}
{{- end -}}
{{- range list "data-dir" "dataDir" -}}
{{- if hasKey $loadbank . }}{{- $problems = append $problems (printf "settings.loadbank.%s: the volume is at /var/lib/loadbank; see persistence" .) -}}{{- end -}}
{{- end -}}
{{- range list "secrets-dir" "secretsDir" -}}
{{- if hasKey $loadbank . }}{{- $problems = append $problems (printf "settings.loadbank.%s: use secrets.existingSecret" .) -}}{{- end -}}
{{- end -}}
{{- range list "allowed-hosts" "allowedHosts" -}}
{{- if hasKey $api . }}{{- $problems = append $problems (printf "settings.loadbank.api.%s: use allowedHosts" .) -}}{{- end -}}
{{- end -}}
{{- range list "allow-unauthenticated" "allowUnauthenticated" -}}
{{- if hasKey $api . }}{{- $problems = append $problems (printf "settings.loadbank.api.%s: the image sets it; see networkPolicy" .) -}}{{- end -}}
{{- end -}}
{{- range list "url" "username" "password" -}}
{{- if hasKey $store . }}{{- $problems = append $problems (printf "settings.loadbank.store.%s: use database" .) -}}{{- end -}}
{{- end -}}
{{- if and (not .Values.database.url) (or .Values.database.username .Values.database.existingSecret) -}}
{{- $problems = append $problems "database.url: is needed by database.username and database.existingSecret" -}}
{{- end -}}
{{- if and (gt (int .Values.replicas) 1) .Values.database.url -}}
{{- $problems = append $problems "replicas: one daemon to a database" -}}
{{- end -}}
{{- if and .Values.service.nodePort (eq .Values.service.type "ClusterIP") -}}
{{- $problems = append $problems "service.nodePort: is for service.type NodePort or LoadBalancer" -}}
{{- end -}}
{{- range .Values.env -}}
{{- if has .name (list "SERVER_ADDRESS" "SERVER_PORT" "LOADBANK_DATA_DIR" "LOADBANK_SECRETS_DIR" "LOADBANK_API_ALLOWED_HOSTS" "LOADBANK_OPTS" "LOADBANK_STORE_URL" "LOADBANK_STORE_USERNAME" "POD_IP" "POD_NAME") -}}
{{- $problems = append $problems (printf "env %s: the chart sets it; there is a value for it" .name) -}}
{{- end -}}
{{- if and (eq .name "LOADBANK_STORE_PASSWORD") $.Values.database.existingSecret -}}
{{- $problems = append $problems "env LOADBANK_STORE_PASSWORD: database.existingSecret sets it" -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n- %s" (join "\n- " $problems)) -}}
{{- end -}}
{{- end -}}
