/** The library that reads and shrinks pictures, loaded with the first of them: it is large, and a sale needs none. */
export async function loadSharp() {
  return (await import('sharp')).default;
}
