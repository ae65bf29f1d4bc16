using System.Text.Json;
using Kayron.Core.Telemetry;
using Kayron.Tests.Support;
using Kayron.Web.Logging;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.Logging;

public sealed class LogLineTests : IDisposable
{
    private readonly StringWriter _output = new();

    [Fact]
    public void A_line_has_time_level_message_and_caller_and_then_its_own_fields()
    {
        Logger().Info("detected state drift", ("environment", "production"), ("release", "api"), ("count", 3), ("preview", true));
        Assert.Equal(
            """{"time":"2026-11-23T12:00:00.000Z","level":"info","message":"detected state drift","caller":"Kayron.Core.Reconcile.Reconciler","environment":"production","release":"api","count":3,"preview":true}""" + Environment.NewLine,
            _output.ToString());
    }

    [Fact]
    public void Templates_of_other_libraries_give_fields_in_camel_case()
    {
        Logger().LogWarning("slow answer of {Host} after {ElapsedSeconds} s", "github.com", 2.5);
        var line = Single();
        Assert.Equal(("slow answer of github.com after 2.5 s", "github.com", 2.5), (line.GetProperty("message").GetString(), line.GetProperty("host").GetString(), line.GetProperty("elapsedSeconds").GetDouble()));
    }

    [Fact]
    public void Scopes_add_their_fields()
    {
        var logger = Logger();
        using (logger.BeginScope(new Dictionary<string, object?> { ["Run"] = 7 })) logger.Info("no state drift");
        Assert.Equal(7, Single().GetProperty("run").GetInt32());
    }

    [Fact]
    public void A_field_cannot_pass_for_one_of_ours()
    {
        Logger().LogInformation("{Level} {Time}", "none", "never");
        var line = Single();
        Assert.Equal(("info", "none"), (line.GetProperty("level").GetString(), line.GetProperty("levelField").GetString()));
    }

    [Theory]
    [InlineData("\r\n{\"level\":\"error\"}"), InlineData("\u001b[2J\u001b[31m"), InlineData("a\u0085b\u2028c\u2029d"), InlineData("\u009b31m"), InlineData("\0\a\b\u007f"), InlineData("\u202egnp.exe"), InlineData("\ud800")]
    public void Text_from_outside_stays_within_its_line(string hostile)
    {
        foreach (var readable in new[] { false, true })
        {
            _output.GetStringBuilder().Clear();
            Logger(readable: readable).Warning($"branch {hostile} is gone", ("branch", hostile), ("author", hostile));
            var text = _output.ToString();
            Assert.EndsWith(Environment.NewLine, text);
            var line = text[..^Environment.NewLine.Length];
            Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u2028' or '\u2029');
            if (readable) Assert.DoesNotContain('\u202e', line);
            else Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind);
        }
    }

    [Theory]
    [InlineData("push to https://x:hunter2-secret@github.com failed")]
    [InlineData("token ghp_0123456789abcdefghijABCDEFGHIJ456789 is refused")]
    [InlineData("Authorization: Bearer abc.def-ghi_jkl")]
    [InlineData("GET https://bucket.s3.amazonaws.com/k?X-Amz-Signature=abc.def-ghi_jkl&X-Amz-Credential=abc.def-ghi_jkl")]
    [InlineData("X-Amz-Security-Token=abc.def-ghi_jkl")]
    [InlineData("kayron_0123456789abcdefghijABCDEFGHIJ0123456789abc")]
    public void Secrets_are_taken_out_wherever_they_are(string text)
    {
        foreach (var readable in new[] { false, true }) Logger(readable: readable).Error(new InvalidOperationException(text), text, ("detail", text));
        Assert.Contains("***", _output.ToString());
        foreach (var secret in new[] { "hunter2-secret", "ghp_0123", "abc.def", "0123456789abc" }) Assert.DoesNotContain(secret, _output.ToString());
    }

    [Fact]
    public void A_stack_trace_is_for_debugging_alone()
    {
        Logger().Error(new InvalidOperationException("no"), "worker failed");
        Assert.False(Single().TryGetProperty("stack", out _));
        _output.GetStringBuilder().Clear();
        Logger(debug: true).Error(new InvalidOperationException("no"), "worker failed");
        Assert.Equal(("no", "InvalidOperationException"), (Single().GetProperty("error").GetString(), Single().GetProperty("errorType").GetString()));
        Assert.True(Single().TryGetProperty("stack", out _));
    }

    public void Dispose() => _output.Dispose();

    private ILogger Logger(bool readable = false, bool debug = false)
    {
        var provider = new LineLoggerProvider(_output, readable ? ReadableFormat.Format : JsonFormat.Format, new Redaction(["hunter2-secret", null]), debug, new ManualTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        return provider.CreateLogger("Kayron.Core.Reconcile.Reconciler");
    }

    private JsonElement Single() => JsonDocument.Parse(_output.ToString()).RootElement;
}
