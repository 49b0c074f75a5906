import * as v from 'valibot';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Made by the caller once for each wish, and sent again with each repeat of it. */
export const RequestId = v.pipe(
  v.string(),
  v.regex(UUID_V4, 'must be a UUID version 4 such as crypto.randomUUID() makes'),
);
