import type { Twilio } from 'twilio';

/** What src/lib/availability/site-closing.ts reads. */
export interface ClosingDocument {
  closed: boolean;
  /** ISO 8601 */
  until?: string;
  message?: Record<string, string>;
}

const NOT_FOUND = 404;

/** The Sync documents `site.<name>` by which a site is closed at once. https://www.twilio.com/docs/sync/api/document-resource */
export class ClosingDocuments {
  readonly #documents: ReturnType<Twilio['sync']['v1']['services']>['documents'];

  constructor(client: Twilio, syncServiceSid: string) {
    this.#documents = client.sync.v1.services(syncServiceSid).documents;
  }

  async read(site: string): Promise<ClosingDocument | undefined> {
    const found = await this.#documents(nameOf(site)).fetch().catch(undefinedWhenMissing);
    return found?.data as ClosingDocument | undefined;
  }

  async close(site: string, data: ClosingDocument): Promise<void> {
    const updated = await this.#documents(nameOf(site)).update({ data }).catch(undefinedWhenMissing);
    if (!updated) await this.#documents.create({ uniqueName: nameOf(site), data });
  }

  async open(site: string): Promise<void> {
    await this.#documents(nameOf(site)).remove().catch(undefinedWhenMissing);
  }
}

const nameOf = (site: string) => `site.${site}`;

function undefinedWhenMissing(error: { status?: number }): undefined {
  if (error.status !== NOT_FOUND) throw error;
}
