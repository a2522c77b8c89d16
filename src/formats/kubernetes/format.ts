import type { Format } from '../format.ts';

/** What says something about running: the rest of a cluster's objects is not read, and their files not parsed. */
const kinds =
  'List|Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Rollout|ScaledJob|Service|ServiceAccount|PriorityClass|RoleBinding|ClusterRoleBinding|PodDisruptionBudget|NetworkPolicy|HorizontalPodAutoscaler|Ingress|HTTPRoute|GRPCRoute|TLSRoute|TCPRoute|UDPRoute|VirtualService|IngressRoute|IngressRouteTCP|HelmRelease|Kustomization|ConfigMap|OnePasswordItem|Certificate|SecretProviderClass|[A-Za-z]*Secret';
export const kubernetesKind = new RegExp(
  String.raw`^(?:["']?kind["']?):[ \t]*["']?(?:${kinds})["']?[ \t\r]*(?:#.*)?$`,
  'm',
);
const version = /^["']?apiVersion["']?:[ \t]*\S/m;

/** Helm, Jinja and the like: no YAML before they are rendered. */
const template =
  /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|(?:include|template|tpl)\s)|^[ \t]*(?:[\w./-]+:|-)[ \t]+\{\{|^[ \t]*\{\{-|^[ \t]*\{%/m;

/** https://kubernetes.io/docs/reference/kubernetes-api/ */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes manifest',
  stage: 'config',
  matches: (path) => /\.ya?ml$/.test(path),
  recognises: (text) => version.test(text) && kubernetesKind.test(text) && !template.test(text),
  read: async (file) => (await import('./read.ts')).readKubernetes(file),
};
