/**
 * Facts about how services are reached: ports of Services, what selects pods, what requests are sent on to, and what
 * an image has to be checked with. See `facts.ts` for what holds for all facts.
 */

interface At {
  /** 1-based */
  readonly line: number;
}

/** A port of a Kubernetes Service, and the port of its pods that it stands for. */
export interface ServicePort extends At {
  readonly kind: 'service-port';
  readonly service: string;
  readonly namespace?: string;
  readonly port: number;
  readonly name?: string;
  /** a number, or the name that a container gives its port */
  readonly target: number | string;
}

/** What picks pods by their labels, besides Services: `PodDisruptionBudget/web`. */
export interface Selector extends At {
  readonly kind: 'selector';
  readonly by: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Requests are sent on to a service: an Ingress, a route of a gateway, a proxy, a scrape target. */
export interface Route extends At {
  readonly kind: 'route';
  /** who sends: `Ingress/web`; of a proxy's own file its format: `nginx` */
  readonly by: string;
  /**
   * - `cluster`: `service` is a Service of the same namespace unless one is said
   * - `host`: `service` is a name on the network, lower case
   * - `label`: `service` is a name that labels of the same project define
   */
  readonly scheme: 'cluster' | 'host' | 'label';
  readonly service: string;
  readonly namespace?: string;
  /** a number, or the name of a Service's port */
  readonly port?: number | string;
}

/** Labels define a service of Traefik under a name: `traefik.http.services.web.loadbalancer.server.port`. */
export interface RouteService extends At {
  readonly kind: 'route-service';
  readonly name: string;
  /** the unit that the label stands on */
  readonly unit: string;
  readonly port?: number;
}

/** An object of a cluster that others name. */
export interface ClusterObject extends At {
  readonly kind: 'cluster-object';
  /** `ServiceAccount`, `PriorityClass` */
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An object of a cluster names another one, beside ConfigMaps, Secrets and Services. */
export interface ObjectReference extends At {
  readonly kind: 'object-reference';
  /** `ServiceAccount`, `PriorityClass`; of what is scaled, its kind */
  readonly type: string;
  readonly name: string;
  readonly by: string;
  readonly namespace?: string;
}

/** A program that a stage of an image installs; `*`: what it installs cannot be told. */
export interface ImageTool extends At {
  readonly kind: 'image-tool';
  readonly unit: string;
  readonly tool: string;
}

/** A named volume of a compose file. */
export interface Volume extends At {
  readonly kind: 'volume';
  readonly name: string;
  /** what Docker calls it, where the file says so; otherwise the project's name and its own */
  readonly identity?: string;
  readonly external: boolean;
}

/** The name of a compose project, which is a part of the names of its volumes. */
export interface Project extends At {
  readonly kind: 'project';
  readonly name: string;
}

/** A network that a compose file describes. */
export interface Network extends At {
  readonly kind: 'network';
  readonly name: string;
  /** made elsewhere: others may be on it */
  readonly external: boolean;
}

export type ServiceFact =
  | ClusterObject
  | ImageTool
  | Network
  | ObjectReference
  | Project
  | Route
  | RouteService
  | Selector
  | ServicePort
  | Volume;
