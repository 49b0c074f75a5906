import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';

/**
 * A key of a main account opens its subaccounts too, so what it finds is asked whose it is.
 *
 * @throws CommandError when the credentials belong to another account than the environment names
 */
export async function checkAccount(client: Twilio, accountSid: string, workspaceSid: string): Promise<void> {
  const workspace = await client.taskrouter.v1
    .workspaces(workspaceSid)
    .fetch()
    .catch((error: unknown) => {
      if (Reflect.get(Object(error), 'status') !== 404) throw error;
      throw new CommandError(
        `TASKROUTER_WORKSPACE_SID ${workspaceSid} is not found with these credentials: one of the two belongs to another account than ${accountSid}`,
      );
    });
  if (workspace.accountSid === accountSid) return;
  throw new CommandError(
    `The environment says ACCOUNT_SID ${accountSid}, but its credentials belong to ${workspace.accountSid}: mend one of them`,
  );
}
