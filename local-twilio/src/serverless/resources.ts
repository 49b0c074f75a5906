export type Visibility = 'public' | 'protected' | 'private';

/** Functions and Assets are the same to the API in all but their names. */
export type FileKind = 'function' | 'asset';

interface Resource {
  sid: string;
  /** ISO 8601. */
  dateCreated: string;
  dateUpdated: string;
}

export interface Service extends Resource {
  uniqueName: string;
  friendlyName: string;
  /** Whether Functions find ACCOUNT_SID and AUTH_TOKEN in their context. */
  includeCredentials: boolean;
  uiEditable: boolean;
  /** What the domains of all its environments begin with. */
  domainBase: string;
}

interface PartOfService extends Resource {
  serviceSid: string;
}

export interface Environment extends PartOfService {
  uniqueName: string;
  /** `null` is production. */
  domainSuffix: string | null;
  domainName: string;
  /** Of the active deployment. */
  buildSid: string | null;
}

export interface FileResource extends PartOfService {
  kind: FileKind;
  friendlyName: string;
}

export interface FileVersion extends PartOfService {
  kind: FileKind;
  fileSid: string;
  /** As in the URL: `/studio/handoff-begin`. */
  path: string;
  visibility: Visibility;
  content: Buffer;
}

export interface Dependency {
  name: string;
  version: string;
}

export interface Build extends PartOfService {
  status: 'building' | 'completed' | 'failed';
  functionVersions: FileVersion[];
  assetVersions: FileVersion[];
  dependencies: Dependency[];
  runtime: string;
}

export interface Variable extends PartOfService {
  environmentSid: string;
  key: string;
  value: string;
}

export interface Deployment extends PartOfService {
  environmentSid: string;
  buildSid: string;
}
