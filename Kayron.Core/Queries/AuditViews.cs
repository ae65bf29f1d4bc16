namespace Kayron.Core.Queries;

/// <param name="Account">Provider's id of who did it: <c>github:12345</c>, <c>token:3</c>, <c>kayron</c> for Kayron itself.</param>
/// <param name="Action">What was done: <c>approve</c>, or refused: <c>approve-refused</c>.</param>
/// <param name="Origin">Address and channel.</param>
/// <param name="Hash">Over this row and the hash of the one before it.</param>
public sealed record AuditView(long Id, DateTimeOffset At, string Account, string Action, string Subject, string Detail, string Origin, string Hash);

/// <summary>Null matches all.</summary>
/// <param name="Actor">Part of the account.</param>
/// <param name="Subject">Part of the subject.</param>
/// <param name="To">Exclusive.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <param name="Intact">Whether every row is as it was written, and none is missing.</param>
/// <param name="Rows">How many were checked; up to the first altered one where there is one.</param>
/// <param name="FirstAltered">Its <c>id</c>; null where the log is intact.</param>
/// <param name="Problem">One sentence; null where the log is intact.</param>
/// <param name="Head">The newest row as <c>ID:HASH</c>, to be kept where whoever can write the database cannot.</param>
public sealed record AuditVerification(bool Intact, long Rows, long? FirstAltered, string? Problem, string Head);

public interface IAuditQueries
{
    /// <summary>Newest first.</summary>
    Task<Page<AuditView>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Every action that occurs, for a filter.</summary>
    Task<IReadOnlyList<string>> ListActionsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the whole log.</summary>
    /// <param name="head">A head that was kept elsewhere, <c>ID:HASH</c>: the log must still hold that very row.</param>
    Task<AuditVerification> VerifyAsync(string? head, CancellationToken cancellationToken);
}
