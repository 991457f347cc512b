/** Hands a file to the browser's download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the content once it has started.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A part of a file name: letters, digits, dots and dashes. */
export const fileNamePart = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '');
