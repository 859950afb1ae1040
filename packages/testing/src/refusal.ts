/** The stable code of a refusal, `field: sentence` for a refused field, or `accepted`. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'accepted';
  } catch (error) {
    const cause = (error as { cause?: Cause }).cause ?? (error as Cause);
    const [field] = Object.entries(cause.fields ?? issuesByField(cause.issues));
    return field ? `${field[0]}: ${field[1][0]}` : (cause.code ?? String(error));
  }
}

type Cause = { code?: string; fields?: Record<string, string[]>; issues?: { path: PropertyKey[]; message: string }[] };

function issuesByField(issues: Cause['issues'] = []): Record<string, string[]> {
  return Object.fromEntries(issues.slice(0, 1).map((issue) => [issue.path.map(String).join('.'), [issue.message]]));
}
