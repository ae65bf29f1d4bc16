namespace Kayron.Core.Queries;

/// <param name="By">Name of who made it.</param>
public sealed record ClaimView(long Id, string Environment, string Service, string Branch, string By, DateTimeOffset Since, DateTimeOffset Until);

public interface IClaimQueries
{
    /// <summary>Claims in force now, newest first.</summary>
    /// <param name="environment">Null: of every environment.</param>
    Task<Page<ClaimView>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken);
}
