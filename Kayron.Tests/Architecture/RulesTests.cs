using System.Text.RegularExpressions;

namespace Kayron.Tests.Architecture;

/// <summary>The rules of ARCHITECTURE.md. A failure names the file and what it must not mention.</summary>
public sealed partial class RulesTests
{
    [Theory]
    [InlineData("Releases")]
    [InlineData("Drift")]
    [InlineData("Changes")]
    [InlineData("Policies")]
    [InlineData("Templates")]
    [InlineData("Previews")]
    [InlineData("Images")]
    public void What_decides_is_pure(string folder) =>
        Refuse($"Kayron.Core/{folder}", @"\basync\b|\bawait\b|\bILogger\b|\bTimeProvider\b|\bHttpClient\b|\bFile\.|\bEnvironment\.GetEnvironmentVariable\b|\bRandom\b");

    [Theory]
    [InlineData("Octokit", "Kayron.Core/GitHub")]
    [InlineData("Amazon", "Kayron.Core/Aws")]
    [InlineData("Microsoft.EntityFrameworkCore", "Kayron.Core/Storage")]
    public void An_adapters_library_stays_in_its_folder(string library, string home) =>
        Assert.DoesNotContain(SourceTree.Below("Kayron.Core"), file => !file.Path.StartsWith(home, StringComparison.Ordinal) && file.Path != "Kayron.Core/KayronCore.cs" && Uses(file, library));

    [Theory]
    [InlineData("Octokit")]
    [InlineData("Amazon")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Kayron.Core.GitHub")]
    [InlineData("Kayron.Core.Aws")]
    public void The_web_asks_stores_and_commands(string library) => Assert.DoesNotContain(SourceTree.Below("Kayron.Web"), file => Uses(file, library));

    [Fact]
    public void The_sandbox_shares_no_code_with_what_it_is_there_to_prove()
    {
        Assert.DoesNotContain(SourceTree.Below("Kayron.Sandbox"), file => Uses(file, "Kayron.Core") || Uses(file, "Kayron.Web"));
        Assert.DoesNotContain(SourceTree.Below("Kayron.Core"), file => Uses(file, "Kayron.Sandbox"));
        Assert.DoesNotContain(typeof(Kayron.Sandbox.Hosting.CallLog).Assembly.GetReferencedAssemblies(), assembly => assembly.Name is "Kayron.Core" or "kayron");
    }

    [Fact]
    public void Policies_know_no_ports_beyond_their_data() =>
        Refuse("Kayron.Core/Policies", @"\bI(SourceControl|Stacks|RunningServices|Images|TemplateStore|ChangeStore|DeploymentStore|EnvironmentStore|Leases)\b");

    [Theory]
    [InlineData("Kayron.Core")]
    [InlineData("Kayron.Web")]
    [InlineData("Kayron.Sandbox")]
    public void Names_say_what_things_are(string project) => Refuse(project, @"\b(class|record|interface|struct|enum)\s+\w*(Manager|Helper|Utils|Common)\w*");

    [Theory]
    [InlineData("Kayron.Core")]
    [InlineData("Kayron.Web")]
    [InlineData("Kayron.Sandbox")]
    [InlineData("Kayron.Tests")]
    public void Nothing_is_left_for_later(string project) =>
        Assert.DoesNotContain(SourceTree.Below(project), file => file.Path != "Kayron.Tests/Architecture/RulesTests.cs" && Later().IsMatch(file.Text));

    [Theory]
    [InlineData("Kayron.Core")]
    [InlineData("Kayron.Web")]
    [InlineData("Kayron.Sandbox")]
    [InlineData("Kayron.Tests")]
    public void Usings_stand_in_order(string project) => Assert.All(SourceTree.Below(project).Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)), file =>
    {
        var names = Using().Matches(file.Text).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(names.OrderBy(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase), names);
    });

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Using();

    private static void Refuse(string folder, string pattern)
    {
        var offences = SourceTree.Below(folder).Select(file => (file.Path, Match: Regex.Match(WithoutComments(file.Text), pattern, RegexOptions.None, TimeSpan.FromSeconds(1))))
            .Where(offence => offence.Match.Success).Select(offence => $"{offence.Path}: {offence.Match.Value}");
        Assert.Empty(offences);
    }

    private static bool Uses(SourceFile file, string library) =>
        Regex.IsMatch(file.Text, $@"^\s*@?(global )?using (static )?(\w+ = )?{Regex.Escape(library)}\b|\bglobal::{Regex.Escape(library)}\b", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    private static string WithoutComments(string text) => Comments().Replace(text, "");

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Later();
}
