/**
 * Facts of clusters: what workloads take from ConfigMaps and Secrets, how kustomize puts manifests together,
 * and what charts ask of their values. See `facts.ts` for what holds for all facts.
 */

interface At {
  /** 1-based */
  readonly line: number;
}

/** Keys that an object offers (ConfigMap, Secret, what makes Secrets, kustomize generator). */
export interface ConfigObject extends At {
  readonly kind: 'config-object';
  readonly type: 'config-map' | 'secret';
  readonly name: string;
  readonly namespace?: string;
  readonly keys: readonly string[];
  /** more keys may be there than the file says */
  readonly open: boolean;
  /** digests of what stands behind the keys, where the file holds it: they say whether it changed, see `ValueShape` */
  readonly contents?: readonly { readonly key: string; readonly digest: string }[];
  /** of a kustomize generator */
  readonly generator?: {
    readonly behavior: 'create' | 'merge' | 'replace';
    /** env files whose keys become its keys, as written */
    readonly envs: readonly string[];
    /** its name gets a hash of its content, so what refers to it changes with it */
    readonly hashed: boolean;
  };
}

/** An object of the cluster needs a ConfigMap or a Secret, or one key of it. */
export interface ConfigReference extends At {
  readonly kind: 'config-reference';
  readonly type: ConfigObject['type'];
  readonly object: string;
  /** absent: all of it, or whatever it holds */
  readonly key?: string;
  readonly use: 'env' | 'env-from' | 'volume' | 'pull-secret' | 'tls' | 'values';
  /** who refers to it: `Deployment/web`, and the container where it is one's own: `Deployment/web/app` */
  readonly by: string;
  readonly namespace?: string;
  readonly optional: boolean;
  /** a running container sees a change of it: a volume that is not mounted by `subPath` */
  readonly live: boolean;
}

/** A workload as one file states it. */
export interface Workload extends At {
  readonly kind: 'workload';
  /** `Deployment/web` */
  readonly name: string;
  readonly namespace?: string;
  /** of the template of its pods: another one means that they are started anew */
  readonly digest: string;
  /** what starts its pods anew when its configuration changes: `checksum/config`, `reloader` */
  readonly restarts?: string;
}

/** How a `kustomization.yaml` puts its manifests together. */
export interface Kustomization extends At {
  readonly kind: 'kustomization';
  /** a part for others, never built by itself */
  readonly component: boolean;
  readonly namespace?: string;
  /** what it takes from outside of the repository, or makes by programs */
  readonly open: readonly string[];
  readonly images: readonly { readonly name: string; readonly newName: string }[];
  /** of what it says about all pods: images, labels, annotations, patches */
  readonly digest: string;
}

/** A Helm chart (`Chart.yaml`). */
export interface Chart extends At {
  readonly kind: 'chart';
  readonly name: string;
  /** its templates run in the charts that use it */
  readonly library: boolean;
  readonly dependencies: readonly { readonly name: string; readonly alias?: string }[];
}

/** A key that a values file or a values schema of a chart has: `image.tag`. */
export interface ChartValue extends At {
  readonly kind: 'chart-value';
  /** parts with dots between them */
  readonly path: string;
  readonly from: 'values' | 'schema';
  /** the value is a mapping or list with something in it, of which the parts are facts of their own; `empty`: `{}`, `[]`, nothing */
  readonly holds: 'value' | 'parts' | 'empty';
  /** of a value that names an image: its repository, the one kind of value that is kept */
  readonly image?: string;
}

/** A template reads a value of its chart. */
export interface ChartValueRead extends At {
  readonly kind: 'chart-value-read';
  readonly path: string;
  /**
   * - `plain`: rendered as it is, and as nothing when it is not there
   * - `required`: `required "…" .Values.x`: fails when it is not there
   * - `guarded`: tested, or with a default
   */
  readonly strength: 'plain' | 'required' | 'guarded';
  /** the named template that it stands in */
  readonly within?: string;
}
