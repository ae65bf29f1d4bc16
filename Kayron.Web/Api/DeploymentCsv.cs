using System.Globalization;
using System.Text;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

/// <summary>Deployments as RFC 4180 has tables, one row for each release that one changed.</summary>
internal static class DeploymentCsv
{
    private static readonly string[] Columns = ["id", "environment", "state", "release", "from", "to", "startedAt", "endedAt", "startedBy", "outcome"];

    public static string Write(IEnumerable<DeploymentSummary> deployments)
    {
        var text = new StringBuilder();
        AppendRow(text, Columns);
        foreach (var deployment in deployments)
        {
            foreach (var release in deployment.Releases.DefaultIfEmpty()) AppendRow(text, Row(deployment, release));
        }
        return text.ToString();
    }

    private static string?[] Row(DeploymentSummary deployment, ChangedRelease? release) =>
    [
        deployment.Id.ToString(CultureInfo.InvariantCulture), deployment.Environment, deployment.State, release?.Name, release?.From, release?.To,
        Time(deployment.StartedAt), Time(deployment.EndedAt), deployment.StartedBy, deployment.Outcome,
    ];

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static void AppendRow(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>A leading sign would make a spreadsheet run the text as a formula.</summary>
    private static string Cell(string? value)
    {
        var text = value ?? "";
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
