import * as v from 'valibot';
import { defineTool } from './define-tool';

export interface OrderStatusOptions {
  /** A GET to `<apiUrl>/<orderNumber>` answers with the order as JSON, or 404. Without it: three orders of a demo. */
  apiUrl?: string;
  /** Sent as a bearer token. */
  apiKey?: string;
}

const TIMEOUT_MS = 4000;

/** What the model is told; more of the API's answer than this is nobody's business. */
const Order = v.object({
  status: v.string(),
  expected: v.optional(v.nullable(v.string())),
  items: v.optional(v.array(v.string())),
});
type Order = v.InferOutput<typeof Order>;

const DEMO_ORDERS: Readonly<Record<string, Order>> = {
  '1001': { status: 'shipped', expected: 'tomorrow', items: ['coffee grinder'] },
  '1002': { status: 'processing', expected: 'in three days', items: ['desk lamp', 'light bulb'] },
  '1003': { status: 'delivered', items: ['tea pot'] },
};

/** An example of a tool that asks a system of the business: one HTTP request within the tool's time limit. */
export function orderStatus({ apiUrl, apiKey }: OrderStatusOptions = {}) {
  const find = async (orderNumber: string, signal: AbortSignal): Promise<Order | undefined> => {
    if (!apiUrl) return DEMO_ORDERS[orderNumber];
    const headers = { accept: 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
    const url = `${apiUrl.replace(/\/+$/, '')}/${encodeURIComponent(orderNumber)}`;
    const response = await fetch(url, { headers, signal });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`ORDER_API_URL answered ${response.status}`);
    return v.parse(Order, await response.json());
  };
  return defineTool({
    name: 'order_status',
    description:
      'The state of an order: shipped or not, what is in it, when it comes. Needs the order number: ask the caller for it, never guess it.',
    input: v.object({
      orderNumber: v.pipe(
        v.string(),
        v.description('3 to 20 letters or digits, as the caller said it'),
        // Spoken numbers come with blanks and hyphens between their digits.
        v.transform((text) => text.replace(/[\s-]/g, '')),
        v.regex(/^[A-Za-z0-9]{3,20}$/, 'must be 3 to 20 letters or digits'),
      ),
    }),
    timeoutMs: TIMEOUT_MS,
    run: async ({ orderNumber }, { signal }) => {
      const order = await find(orderNumber, signal);
      return {
        kind: 'answer',
        text: JSON.stringify(order ? { found: true, orderNumber, ...order } : { found: false, orderNumber }),
      };
    },
  });
}
