import { agentHandoff } from './agent-handoff';
import { endCall } from './end-call';
import { getProgrammingJoke } from './get-programming-joke';
import { orderStatus } from './order-status';
import { switchLanguage } from './switch-language';
import type { Tool } from './tool';

export interface ToolSettings {
  /** Of `order_status`; without it, orders of a demo. */
  ORDER_API_URL?: string;
  ORDER_API_KEY?: string;
}

/** What the bot can do: a tool is a file of its own, and a line here. */
export const allTools = (settings: ToolSettings = {}): Tool[] => [
  getProgrammingJoke(),
  orderStatus({ apiUrl: settings.ORDER_API_URL, apiKey: settings.ORDER_API_KEY }),
  switchLanguage(),
  agentHandoff,
  endCall,
];

/** With the settings of the process's environment. */
export const ALL_TOOLS: Tool[] = allTools(process.env);
