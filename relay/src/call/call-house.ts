import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Model, ToolDescription } from '../model/model';
import type { RelaySettings } from '../settings';
import type { CallStore } from '../store/call-store';
import type { Tool } from '../tools/tool';

/** What all calls of a relay share. */
export interface CallHouse {
  model: Model;
  tools: readonly Tool[];
  toolDescriptions: readonly ToolDescription[];
  store: CallStore;
  settings: RelaySettings;
  clock: Clock;
  log: Log;
}
