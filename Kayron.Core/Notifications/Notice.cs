using System.Text.Json;
using Kayron.Core.Outbox;

namespace Kayron.Core.Notifications;

/// <summary>What people may want to be told of.</summary>
public static class NoticeEvents
{
    public const string Approval = "approval";
    public const string Deployed = "deployed";
    public const string Failed = "failed";
    public const string Halted = "halted";
    public const string Paused = "paused";
    public const string Override = "override";

    public static IReadOnlyList<string> All { get; } = [Approval, Deployed, Failed, Halted, Paused, Override];
}

/// <summary>Something that happened, or that holds since a while, in words. Each is told once to whoever wants it.</summary>
/// <param name="Event">One of <see cref="NoticeEvents"/>.</param>
/// <param name="Subject">What it is about, the same each time it is found: <c>change/c41f9a</c>.</param>
/// <param name="Environment">Null: all of them.</param>
/// <param name="Title">One sentence without a full stop; may hold text from outside.</param>
/// <param name="Detail">More of it; may be empty, and may hold text from outside.</param>
/// <param name="Path">Of the dashboard's page about it.</param>
public sealed record Notice(string Event, string Subject, string? Environment, string Title, string Detail, string Path, DateTimeOffset At)
{
    /// <summary>Names it in the table of what was told.</summary>
    public string Key => $"{Event}:{Subject}";

    public OutboxMessage ToMessage(string destination) =>
        new(KindOf(destination), Key, Title, Environment, Path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    /// <summary>A kind of its own for each destination: one that is down keeps no other waiting.</summary>
    public static string KindOf(string destination) => $"notification:{destination}";

    public static Notice Read(OutboxMessage message) => JsonSerializer.Deserialize<Notice>(message.Body, JsonSerializerOptions.Web)!;
}
