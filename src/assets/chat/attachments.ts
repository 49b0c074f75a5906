export interface ChatAttachment {
  key: string;
  /** As the sender named it: text, never HTML or a path. */
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Where the content can be loaded for some minutes. Ask again for each use; rejects when it cannot be had. */
  url(): Promise<string>;
}

export interface AttachmentRules {
  maximumBytes: number;
  /** Media types such as `image/png`, or all of a kind as `image/*`. */
  types: readonly string[];
}

/** Why a file was not taken. Nothing was sent. */
export interface AttachmentProblem {
  code: 'attachment_too_large' | 'attachment_type' | 'attachment_empty' | 'attachments_off';
  name: string;
  rules?: AttachmentRules;
}

/** What the agent's browser shows or saves without risk: no HTML, no SVG, no programs. */
export const DEFAULT_RULES: AttachmentRules = {
  maximumBytes: 10 * 1024 * 1024,
  types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
};

/** Undefined when the file may be sent. */
export function attachmentProblem(file: Blob & { name: string }, rules: AttachmentRules | undefined) {
  const refused = (code: AttachmentProblem['code']): AttachmentProblem => ({ code, name: file.name, rules });
  if (!rules) return refused('attachments_off');
  const [type = ''] = file.type.toLowerCase().split(';');
  if (!rules.types.some((allowed) => matches(type.trim(), allowed.toLowerCase()))) return refused('attachment_type');
  if (file.size === 0) return refused('attachment_empty');
  return file.size > rules.maximumBytes ? refused('attachment_too_large') : undefined;
}

const matches = (type: string, allowed: string): boolean =>
  allowed.endsWith('/*') ? type.startsWith(allowed.slice(0, -1)) : type === allowed;

/** A file that is not sent yet. */
export interface LocalAttachment extends ChatAttachment {
  /** Lets go of the address, if one was asked for. */
  release(): void;
}

export function localAttachment(file: File, key: string): LocalAttachment {
  let address: string | undefined;
  return {
    key,
    name: file.name,
    contentType: file.type,
    size: file.size,
    url: async () => {
      address ??= URL.createObjectURL(file);
      return address;
    },
    release: () => {
      if (address) URL.revokeObjectURL(address);
      address = undefined;
    },
  };
}
