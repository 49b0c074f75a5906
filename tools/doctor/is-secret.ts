/** Variables whose values are never shown. */
export const isSecret = (name: string): boolean => /SECRET|AUTH_TOKEN/.test(name);
