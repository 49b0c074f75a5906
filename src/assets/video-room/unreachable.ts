import { ApiError } from '../chat/api-error';

/** Nothing came back from where the Functions are: no answer, or no script. @throws ApiError `network` */
export function unreachable(): never {
  throw new ApiError({ code: 'network', message: 'The server could not be reached', status: 0 });
}
