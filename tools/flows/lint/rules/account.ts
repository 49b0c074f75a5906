import type { Rule } from '../rule';
import { noMailAddresses, noPhoneNumbers, noSecrets } from './account/secrets';
import { functionHasSids, hostIsWrittenOut, noPlaceholders, subflowIsPublished } from './account/settings';
import { noAccountSid, noHardCodedSid } from './account/sids';
import { credentialsStayWithTwilio, noClearText, noFunctionsDomain, noTestHost, urlIsAbsolute } from './account/urls';

/** What ties a flow to one account, or gives one away. */
export const ACCOUNT_RULES: readonly Rule[] = [
  noAccountSid,
  noHardCodedSid,
  noSecrets,
  noPhoneNumbers,
  noFunctionsDomain,
  noTestHost,
  noClearText,
  urlIsAbsolute,
  noPlaceholders,
  credentialsStayWithTwilio,
  subflowIsPublished,
  hostIsWrittenOut,
  noMailAddresses,
  functionHasSids,
];
