namespace Kayron.Core.Outbox;

/// <summary>Something to tell the world outside, written down in the transaction of what it tells of and sent later.</summary>
/// <param name="Kind">Of the <see cref="IOutboxSender"/> that sends it.</param>
/// <param name="Subject">What it is about. A newer message of the same kind and subject replaces one that is not sent yet.</param>
/// <param name="Summary">One line for people, such as <c>acme/api v1.2.3 in production: success</c>.</param>
/// <param name="Environment">Null where it concerns none in particular.</param>
/// <param name="Path">Of the dashboard's page about it, such as <c>deployments/12</c>; null: none.</param>
/// <param name="Body">What its sender needs, as JSON. Never a secret.</param>
public sealed record OutboxMessage(string Kind, string Subject, string Summary, string? Environment, string? Path, string Body);

/// <summary>A message as it lies in the outbox.</summary>
/// <param name="Revision">Rises when a newer message replaces it, so that what came of an older one is not written over it.</param>
/// <param name="Tries">Attempts that failed so far.</param>
/// <param name="Problem">What came of the last attempt; null before the first.</param>
public sealed record OutboxItem(long Id, long Revision, OutboxMessage Message, int Tries, DateTimeOffset CreatedAt, string? Problem);
