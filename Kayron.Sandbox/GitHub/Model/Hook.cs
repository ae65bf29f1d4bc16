namespace Kayron.Sandbox.GitHub.Model;

/// <summary>A webhook somebody registered, of one repository or of all.</summary>
/// <param name="ContentType"><c>json</c> or <c>form</c>.</param>
/// <param name="Events">Names of events; <c>*</c> is every one.</param>
/// <param name="Secret">Signs the deliveries; null: they are not signed.</param>
public sealed record Hook(long Id, string Url, string ContentType, IReadOnlyList<string> Events, bool Active, DateTimeOffset CreatedAt, string? Secret = null)
{
    public bool Wants(string name) => Active && (name == "ping" || Events.Contains(name) || Events.Contains("*"));
}

/// <summary>What was sent, and what came back.</summary>
/// <param name="Status">HTTP status of the answer; 0: there was none.</param>
public sealed record HookDelivery(long Id, string Identifier, DateTimeOffset At, bool Redelivery, double Seconds, int Status, string Event, byte[] Json);
