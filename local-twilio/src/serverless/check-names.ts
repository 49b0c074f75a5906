import { badRequest } from '../http/errors';

/** Lengths: the OpenAPI serverless_v1. Characters: those that may stand in a domain, as uniqueName and suffix do. */
const UNIQUE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/;
const DOMAIN_SUFFIX = /^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$/;

export function checkServiceName(uniqueName: string): void {
  if (!UNIQUE_NAME.test(uniqueName)) {
    throw badRequest(20001, `Invalid parameter UniqueName: ${uniqueName}: at most 50 letters, digits and dashes`);
  }
}

export function checkFriendlyName(friendlyName: string): void {
  if (friendlyName.length > 255) throw badRequest(20001, 'Invalid parameter FriendlyName: at most 255 characters');
}

export function checkEnvironmentName(uniqueName: string, domainSuffix: string | null): void {
  if (uniqueName.length > 100) throw badRequest(20001, 'Invalid parameter UniqueName: at most 100 characters');
  if (domainSuffix !== null && !DOMAIN_SUFFIX.test(domainSuffix)) {
    throw badRequest(
      20001,
      `Invalid parameter DomainSuffix: ${domainSuffix}: at most 16 lower-case letters, digits and dashes`,
    );
  }
}
